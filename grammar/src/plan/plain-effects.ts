import { URI, UriUtils } from 'langium';
import type { NodeEffects, TouchedFile } from '../analysis/effects.ts';
import type { Effects } from './plan.ts';

/** What a node touches, as a plan carries it: paths relative to the project, in an order that no host decides. */
export function plainEffects({ files, hosts, secrets }: NodeEffects, projectFolder: URI): Effects {
  const paths = (isWanted: (file: TouchedFile) => boolean) =>
    files.filter(isWanted).map(({ uri }) => UriUtils.relative(projectFolder, URI.parse(uri)));
  return {
    reads: paths(({ use }) => use !== 'write').sort(),
    writes: paths(({ use }) => use === 'write').sort(),
    hosts,
    secrets,
  };
}
