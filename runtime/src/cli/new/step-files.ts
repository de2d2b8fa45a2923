/** The code of the task of a new project. In JavaScript, so that every Node that runs flows runs it. */
export const step = `// @ts-check

/** @type {import('../main.flow.d.ts').Described} */
export const describe = ({ machine, at, risk, vibration }) => {
  const text = \`\${machine} may fail soon: risk \${Math.round(risk * 100)} %, vibration \${vibration.toFixed(1)} mm/s\`;
  return { machine, at, text };
};
`;

/** What `millrace types` writes for it; a test compares the two. */
export const stepTypes = `// Made by "millrace types" from main.flow. Change the flow, not this file: it is written again.

/** What somebody who looks after machines gets to read. */
export interface PageResult {
  machine: string;
  at: Date;
  text: string;
}

/** Says in words why somebody should look. */
export type Described = (record: Described.Record, context: Described.Context) => Described.Return;
export namespace Described {
  interface Record {
    machine: string;
    at: Date;
    temperature: number;
    vibration: number;
    load: number;
    risk: number;
  }
  type Result = PageResult;
  type Results = Result | readonly Result[] | null | undefined;
  type Return = Results | Promise<Results>;
  interface Context {
    /** The name of the node. */
    node: string;
    /** The name of the flow that runs. */
    flow: string;
    runId: string;
    /** 1 on the first try of a record, then 2, … */
    attempt: number;
    /** The number of the batch; null where the task gets all records at once. */
    batch: number | null;
    /** Into the log of the run, with node and batch. */
    log(...words: unknown[]): void;
    parameters: {
      threshold: number;
    };
  }
}
`;
