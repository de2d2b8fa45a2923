export { writtenName } from '@millrace/grammar';

/** `copy2` for `copy`, where nothing has that name. */
export function otherName(name: string, taken: ReadonlySet<string>): string {
  for (let count = 2; ; count++) if (!taken.has(`${name}${count}`)) return `${name}${count}`;
}
