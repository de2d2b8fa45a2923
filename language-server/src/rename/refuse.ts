import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';

/** A rename that would break something is answered with why, in words for the person who asked. */
export function refuse(why: string): never {
  throw new ResponseError(LSPErrorCodes.RequestFailed, why);
}
