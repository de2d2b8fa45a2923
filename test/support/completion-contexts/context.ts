/** A place where completion knows what may be written. The list of them is what `docs/reference/completion.md` says. */
export interface CompletionContext {
  /** What a person would call the place. */
  name: string;
  /** Inside of a flow, or beside it. */
  at: 'flow' | 'file';
  /** With `<|>` at the cursor. */
  text: string;
  /** What comes first, in this order. */
  first: string[];
  /** What also comes. */
  also?: string[];
  /** What would be wrong there. */
  never?: string[];
}
