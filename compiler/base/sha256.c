/* SPDX-License-Identifier: MIT */
/* SHA-256 as FIPS 180-4 defines it; its section numbers are given below. Reads
 * bytes, makes a digest. Must not be used for secrets: it takes no care of timing. */
#include "sha256.h"
#include <string.h>

/* 4.2.2: the first 32 bits of the fractional parts of the cube roots of the first 64 primes */
static const uint32_t K[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
	0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
	0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotr(uint32_t x, unsigned n)
{
	return x >> n | x << (32 - n);
}

/* 4.1.2, with nested rotations: rotr(rotr(rotr(x, 14) ^ x, 5) ^ x, 6) is rotr(x, 25) ^ rotr(x, 11) ^ rotr(x, 6). */
#define ROUND(a, b, c, d, e, f, g, h, t) \
	do { \
		uint32_t t1 = (h) + rotr(rotr(rotr(e, 14) ^ (e), 5) ^ (e), 6) + ((g) ^ ((e) & ((f) ^ (g)))) + K[t] + w[t]; \
		(d) += t1; \
		(h) = t1 + rotr(rotr(rotr(a, 9) ^ (a), 11) ^ (a), 2) + (((a) & (b)) | ((c) & ((a) | (b)))); \
	} while (0)

/* 6.2.2: one block */
static void compress(uint32_t state[8], const unsigned char *p)
{
	uint32_t w[64], a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
	for (unsigned t = 0; t < 16; t++, p += 4)
		w[t] = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
	for (unsigned t = 16; t < 64; t++) {
		uint32_t x = w[t - 15], y = w[t - 2];
		w[t] = w[t - 16] + (rotr(rotr(x, 11) ^ x, 7) ^ x >> 3) + w[t - 7] + (rotr(rotr(y, 2) ^ y, 17) ^ y >> 10);
	}
	for (unsigned t = 0; t < 64; t += 8) {
		/* the names move on by one each round, not the values */
		ROUND(a, b, c, d, e, f, g, h, t);
		ROUND(h, a, b, c, d, e, f, g, t + 1);
		ROUND(g, h, a, b, c, d, e, f, t + 2);
		ROUND(f, g, h, a, b, c, d, e, t + 3);
		ROUND(e, f, g, h, a, b, c, d, t + 4);
		ROUND(d, e, f, g, h, a, b, c, t + 5);
		ROUND(c, d, e, f, g, h, a, b, t + 6);
		ROUND(b, c, d, e, f, g, h, a, t + 7);
	}
	state[0] += a, state[1] += b, state[2] += c, state[3] += d;
	state[4] += e, state[5] += f, state[6] += g, state[7] += h;
}

void sha256_start(struct sha256 *h)
{
	/* 5.3.3 */
	static const uint32_t initial[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
	                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
	memset(h, 0, sizeof *h);
	memcpy(h->state, initial, sizeof initial);
}

void sha256_add(struct sha256 *h, const void *data, size_t len)
{
	const unsigned char *p = data;
	size_t have = h->bytes % 64;
	if (len == 0)
		return;
	h->bytes += len;
	if (have + len < 64) {
		memcpy(h->block + have, p, len);
		return;
	}
	if (have) {
		memcpy(h->block + have, p, 64 - have);
		compress(h->state, h->block);
		p += 64 - have;
		len -= 64 - have;
	}
	for (; len >= 64; p += 64, len -= 64)
		compress(h->state, p);
	memcpy(h->block, p, len);
}

void sha256_end(struct sha256 *h, unsigned char digest[32])
{
	/* 5.1.1: a 1 bit, zeros, and the length in bits in the last 8 bytes of a block */
	static const unsigned char padding[64] = {0x80};
	unsigned char length[8];
	for (unsigned i = 0; i < 8; i++)
		length[i] = (unsigned char)(h->bytes * 8 >> (56 - 8 * i));
	size_t have = h->bytes % 64;
	sha256_add(h, padding, have < 56 ? 56 - have : 120 - have);
	sha256_add(h, length, sizeof length);
	for (unsigned i = 0; i < 32; i++)
		digest[i] = (unsigned char)(h->state[i / 4] >> (24 - 8 * (i % 4)));
}

void sha256_print(const unsigned char digest[32], char hex[SHA256_HEX])
{
	static const char digit[] = "0123456789abcdef";
	for (size_t i = 0; i < 32; i++) {
		hex[2 * i] = digit[digest[i] >> 4];
		hex[2 * i + 1] = digit[digest[i] & 15];
	}
	hex[64] = '\0';
}

void sha256_hex(const void *data, size_t len, char hex[SHA256_HEX])
{
	struct sha256 h;
	unsigned char digest[32];
	sha256_start(&h);
	sha256_add(&h, data, len);
	sha256_end(&h, digest);
	sha256_print(digest, hex);
}
