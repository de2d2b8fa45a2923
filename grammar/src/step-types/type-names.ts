/**
 * Names of types for what a flow file declares. Invariant: a name depends on the text alone, and no two are the same; none
 * hides a type that the declarations themselves need, as a task called `date` would hide `Date`.
 */
import { nodesOf } from '../analysis/nodes-of.ts';
import * as ast from '../generated/ast.ts';

const needed = [
  'Date',
  'Json',
  'Promise',
  'Uint8Array',
  'Int8Array',
  'Int16Array',
  'Int32Array',
  'Uint16Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
];

/** What TypeScript and JavaScript do not let a type be called. */
const reserved = new Set(
  (
    'any as async await bigint boolean break case catch class const continue debugger declare default delete do else enum ' +
    'export extends false finally for function if implements import in instanceof interface let namespace never new null ' +
    'number object package private protected public return static string super switch symbol this throw true try type ' +
    'typeof undefined unknown var void while with yield'
  ).split(' '),
);

export class TypeNames {
  private readonly taken: Set<string>;
  private readonly reserved: ReadonlySet<string>;

  /** Of TypeScript where nothing is said. */
  constructor(own: readonly string[] = needed, words: ReadonlySet<string> = reserved) {
    this.taken = new Set(own);
    this.reserved = words;
  }

  /** The name itself where it is free, else one that says what it is: `DateRecord`, `DateRecord2`. */
  take(wanted: string, suffix: string): string {
    const name = identifierOf(wanted);
    const longer = `${name}${suffix}`;
    for (let count = 0; ; count++) {
      const candidate = count === 0 ? name : count === 1 ? longer : `${longer}${count}`;
      if (this.reserved.has(candidate) || this.taken.has(candidate)) continue;
      this.taken.add(candidate);
      return candidate;
    }
  }

  isTaken(name: string): boolean {
    return this.taken.has(name);
  }
}

/** `clean` and `risk_of` as `Clean` and `RiskOf`. */
export function pascalCase(name: string): string {
  const words = name.split(/[^\p{ID_Continue}]+|_+/u).filter((word) => word !== '');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

export function isIdentifier(name: string): boolean {
  return /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name) && !reserved.has(name);
}

function identifierOf(name: string): string {
  const letters = name.replaceAll(/[^\p{ID_Continue}]+/gu, '_');
  return /^[\p{ID_Start}_]/u.test(letters) ? letters : `_${letters}`;
}

/**
 * What the types of the tasks of a file are called: `Clean` of `clean`, and `ScoreClean` where another flow has a `clean` too.
 * Schemas keep their names.
 */
export function taskTypeNames(file: ast.FlowFile, names = new TypeNames()): Map<ast.TaskNode, string> {
  const schemas = new Set(schemaNames(file));
  const tasks = tasksOf(file);
  const short = tasks.map(({ task }) => pascalCase(task.name));
  return new Map(
    tasks.map(({ flow, task }, at) => {
      const own = short[at] as string;
      const isShared = short.indexOf(own) !== short.lastIndexOf(own);
      const wanted = isShared ? pascalCase(flow.name ?? '') + own : own;
      return [task, names.take(schemas.has(wanted) ? `${wanted}Task` : wanted, 'Task')];
    }),
  );
}

export function tasksOf(file: ast.FlowFile): { flow: ast.Flow; task: ast.TaskNode }[] {
  return file.declarations.filter(ast.isFlow).flatMap((flow) =>
    nodesOf(flow)
      .filter(ast.isTaskNode)
      .filter(({ name }) => name)
      .map((task) => ({ flow, task })),
  );
}

function schemaNames({ declarations, imports }: ast.FlowFile): string[] {
  const imported = imports.flatMap(({ symbols }) => symbols.map(({ declaration }) => declaration?.$refText ?? ''));
  return [...declarations.filter(ast.isSchema).map(({ name }) => name), ...imported];
}
