import { filesOf } from '../analysis/effects.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import type { Flow } from '../generated/ast.ts';
import { withoutValues } from '../properties/read-value.ts';
import type { CheckContext } from './check.ts';

export interface NamedFile {
  /** As written. */
  path: string;
  uri: string;
  place: Place;
  use: 'read' | 'write' | 'code';
  holdsTables?: boolean;
  flow: Flow;
}

/** The files that nodes name with a literal path; a path that is a parameter is known only when the flow runs. */
export function namedFiles({ analyses }: CheckContext): NamedFile[] {
  const found = known.get(analyses) ?? findNamedFiles(analyses);
  known.set(analyses, found);
  return found;
}

/** Several checks ask. */
const known = new WeakMap<CheckContext['analyses'], NamedFile[]>();

function findNamedFiles(analyses: CheckContext['analyses']): NamedFile[] {
  return analyses.flatMap(({ flow, parameters, nodes }) => {
    const unset = withoutValues(parameters);
    const files = [...nodes.values()].flatMap(({ node }) => filesOf(node, unset, {}));
    return files.flatMap(({ uri, use, holdsTables, named }) => {
      return named === undefined || use === 'model' ? [] : [{ ...named, uri, use, holdsTables, flow }];
    });
  });
}
