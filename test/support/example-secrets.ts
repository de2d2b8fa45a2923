/** The secrets of expressions in tests, which are none. */
const secrets: Record<string, string> = {
  CARD_KEY: 'key',
  JEFE: 'Jefe',
  ELEVENS: '\u000b'.repeat(20),
  COUNTED: String.fromCharCode(...Array.from({ length: 25 }, (_, i) => i + 1)),
};

export function exampleSecret(name: string): string {
  const value = secrets[name];
  if (value === undefined) throw new Error(`The tests have no secret ${name}`);
  return value;
}
