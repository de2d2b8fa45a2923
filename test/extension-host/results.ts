/** What both sides of the extension host know: this file imports no `vscode`. */
export interface CaseResult {
  name: string;
  /** undefined where it passed. */
  failure?: string;
}

/** In the folder that is open. */
export const resultsFile = '.extension-host-results.json';

export const caseNames = [
  'registers every command',
  'says what is wrong while it is typed, and no more when it is corrected',
  'completes the fields of the record',
  'says on hover what a node does to its record',
  'goes from a model to its declaration',
  'shows behind a node what it does, and above a flow what may be called',
  'opens one diagram, however often it is asked for',
  'runs the flow and leaves its outputs',
  'runs to a node, and writes nothing',
  'shows the first records of a node',
  'runs the tests of a flow that is not saved yet',
  'packages the project',
  'writes the types of steps again when a flow is saved',
  'makes the step that a task lacks, with its types',
  'answers again after the server was restarted',
] as const;

export type CaseName = (typeof caseNames)[number];
