import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** SHA-256 in hex of text as UTF-8, or of bytes. */
export function sha256Hex(value: string | Uint8Array): string {
  return bytesToHex(sha256(bytesOf(value)));
}

/** HMAC-SHA256 in hex, the key as UTF-8. What depends on the key alone is done once: it is the same for all records. */
export function hmacSha256Hex(): (value: string | Uint8Array, key: string) => string {
  let keyed: { key: string; start: ReturnType<typeof hmac.create> } | undefined;
  return (value, key) => {
    if (keyed?.key !== key) keyed = { key, start: hmac.create(sha256, utf8ToBytes(key)) };
    return bytesToHex(keyed.start.clone().update(bytesOf(value)).digest());
  };
}

function bytesOf(value: string | Uint8Array): Uint8Array {
  return typeof value === 'string' ? utf8ToBytes(value) : value;
}
