// SPDX-License-Identifier: BSD-2-Clause
#include "util/sha256.h"

#include <stdint.h>
#include <string.h>

#define BLOCK_SIZE 64
#define ROUNDS     64

/* FIPS 180-4, 4.2.2: from the cube roots of the first primes. */
static const uint32_t constants[ROUNDS] = { 0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5,
	0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
	0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
	0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152,
	0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e,
	0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624,
	0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3,
	0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
	0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2 };

static uint32_t rotate(uint32_t x, unsigned int by)
{
	return x >> by | x << (32 - by);
}

static uint32_t word_at(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static void expand(uint32_t words[ROUNDS], const uint8_t *block)
{
	for (size_t i = 0; i < 16; i++)
		words[i] = word_at(block + 4 * i);
	for (size_t i = 16; i < ROUNDS; i++) {
		uint32_t x = words[i - 15], y = words[i - 2];

		words[i] = words[i - 16] + words[i - 7] + (rotate(x, 7) ^ rotate(x, 18) ^ x >> 3) +
			   (rotate(y, 17) ^ rotate(y, 19) ^ y >> 10);
	}
}

static void round_of(uint32_t s[8], uint32_t word, uint32_t constant)
{
	uint32_t a = s[0], e = s[4];
	uint32_t choice = (e & s[5]) ^ (~e & s[6]);
	uint32_t majority = (a & s[1]) ^ (a & s[2]) ^ (s[1] & s[2]);
	uint32_t first =
		s[7] + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + choice + constant + word;
	uint32_t second = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + majority;

	memmove(s + 1, s, 7 * sizeof(*s));
	s[4] += first;
	s[0] = first + second;
}

static void digest_block(uint32_t hash[8], const uint8_t *block)
{
	uint32_t words[ROUNDS], s[8];

	expand(words, block);
	memcpy(s, hash, sizeof(s));
	for (size_t i = 0; i < ROUNDS; i++)
		round_of(s, words[i], constants[i]);
	for (size_t i = 0; i < 8; i++)
		hash[i] += s[i];
}

/* The rest, a one bit, zeros and the length in bits: FIPS 180-4, 5.1.1. */
static void digest_end(uint32_t hash[8], const uint8_t *rest, size_t n, uint64_t bits)
{
	uint8_t last[2 * BLOCK_SIZE] = { 0 };
	size_t size = n + 9 > BLOCK_SIZE ? 2 * BLOCK_SIZE : BLOCK_SIZE;

	if (n)
		memcpy(last, rest, n);
	last[n] = 0x80;
	for (size_t i = 1; i <= 8; i++, bits >>= 8)
		last[size - i] = (uint8_t)bits;
	for (size_t at = 0; at < size; at += BLOCK_SIZE)
		digest_block(hash, last + at);
}

void sha256_text(const void *data, size_t len, char text[SHA256_TEXT])
{
	static const char digits[] = "0123456789abcdef";
	uint32_t hash[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c,
		0x1f83d9ab, 0x5be0cd19 };
	const uint8_t *p = data;
	size_t left = len;

	for (; left >= BLOCK_SIZE; p += BLOCK_SIZE, left -= BLOCK_SIZE)
		digest_block(hash, p);
	digest_end(hash, p, left, (uint64_t)len * 8);
	for (unsigned int i = 0; i < 64; i++)
		text[i] = digits[hash[i / 8] >> (28 - 4 * (i % 8)) & 0xf];
	text[64] = '\0';
}
