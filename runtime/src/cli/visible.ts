/**
 * Text from outside (data, file names, what user code prints) as a terminal may have it: what could move the cursor, change colours
 * or rewrite what stands there becomes a visible mark. Line ends and tabs stay.
 */
export function visible(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(control, '\ufffd');
}

const control = /(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu;
