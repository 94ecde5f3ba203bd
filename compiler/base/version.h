/* SPDX-License-Identifier: MIT */
/* Which policyc this is: `policyc --version`, manifests of editions. CHANGELOG says what each version has changed. */
#ifndef BASE_VERSION_H
#define BASE_VERSION_H
#define POLICYC_VERSION "0.2.0"
#endif
