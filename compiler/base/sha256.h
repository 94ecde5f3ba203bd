/* SPDX-License-Identifier: MIT */
/* SHA-256 (FIPS 180-4): names content, so that two files can be told apart. */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H
#include <stddef.h>
#include <stdint.h>

struct sha256 {
	uint32_t state[8];
	uint64_t bytes; /* hashed so far, those waiting in block included */
	unsigned char block[64];
};

enum { SHA256_HEX = 65 }; /* 64 digits and a NUL */

void sha256_start(struct sha256 *h);
void sha256_add(struct sha256 *h, const void *data, size_t len);
void sha256_end(struct sha256 *h, unsigned char digest[32]);
/* A digest in lower-case hex. */
void sha256_print(const unsigned char digest[32], char hex[SHA256_HEX]);
/* One shot: the digest of the data, in hex. */
void sha256_hex(const void *data, size_t len, char hex[SHA256_HEX]);
#endif
