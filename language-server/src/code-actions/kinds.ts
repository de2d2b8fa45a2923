import { CodeActionKind } from 'vscode-languageserver';

/** Done by an editor when a file is saved, where it is told to. */
export const fixAllKind: CodeActionKind = `${CodeActionKind.SourceFixAll}.millrace`;

/** `quickfix` contains `quickfix.import`; nothing asked for contains all. */
export function isWithinKinds(kind: CodeActionKind, only: readonly CodeActionKind[] | undefined): boolean {
  return only === undefined || only.some((one) => one === '' || kind === one || kind.startsWith(`${one}.`));
}

/** Whether something of the kind may be among those: `source.fixAll` among `source.fixAll.millrace`. */
export function mayContain(kind: CodeActionKind, only: readonly CodeActionKind[] | undefined): boolean {
  return isWithinKinds(kind, only) || (only?.some((one) => one.startsWith(`${kind}.`)) ?? false);
}
