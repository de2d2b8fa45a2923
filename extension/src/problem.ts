/** Something a person can do about a problem, as a button of the message. */
export interface ProblemAction {
  title: string;
  run(): unknown;
}

/** A failure that is nobody's bug: it is said in its own words, with what can be done about it. */
export class Problem extends Error {
  readonly actions: readonly ProblemAction[];

  constructor(message: string, actions: readonly ProblemAction[] = []) {
    super(message);
    this.name = 'Problem';
    this.actions = actions;
  }
}
