/** A language that the code of tasks is checked in: the file beside a flow that holds the types for it, and what stands in it. */
import type { StepTask } from './task-types.ts';
import type { TypeNames } from './type-names.ts';

export interface TypesForm {
  /** Of the catalogue: whose code it is. */
  runner: 'node' | 'python';
  /** How its files of types end; `main.flow` is part of no ending. */
  ending: string;
  /** The name of the file beside a flow file of this name. */
  fileName(flowName: string): string;
  /** How a line of comment begins. */
  comment: string;
  /** No two things are called the same, and nothing as the language does not let it. */
  names(): TypeNames;
  /** All below the first line, in parts between which a line is blank. `docs` of schemas by their names. */
  declarations(tasks: readonly NamedTask[], names: TypeNames, docs: ReadonlyMap<string, string>): string[];
}

export interface NamedTask {
  name: string;
  step: StepTask;
}
