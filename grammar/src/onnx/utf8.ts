/**
 * Text from UTF-8, without TextDecoder: the language is ECMAScript alone. A byte that is not UTF-8 becomes U+FFFD, because a
 * strange name in a model is for the reader of the signature to see, not a reason to refuse the model.
 */
export function decodeUtf8(bytes: Uint8Array): string {
  let isAscii = true;
  let text = '';
  for (const byte of bytes) {
    isAscii &&= byte < 0x80;
    text += String.fromCharCode(byte);
  }
  return isAscii ? text : decodeEscaped(text);
}

function decodeEscaped(latin1: string): string {
  try {
    return decodeURIComponent(latin1.replace(/[%\x80-\xff]/g, percent));
  } catch {
    return latin1.replace(/[\x80-\xff]/g, '\ufffd');
  }
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
