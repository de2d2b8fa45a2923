import { URI, UriUtils } from 'langium';
import type { TouchedFile } from '../analysis/effects.ts';
import type { StageContext } from './stage-context.ts';

/** Digest by path in the project of the files that a node uses so; undefined, and said why, where one cannot be read. */
export function fileDigests(
  wanted: TouchedFile['use'],
  { effects, ports, projectFolder, problem }: StageContext,
  sayMissing: (path: string) => string,
): Map<string, string> | undefined {
  const digests = new Map<string, string>();
  for (const { uri } of effects.files.filter(({ use }) => use === wanted)) {
    const path = UriUtils.relative(projectFolder, URI.parse(uri));
    const digest = ports.fileDigest?.(uri);
    if (digest === undefined || digest === 'missing') {
      problem(sayMissing(path));
      return undefined;
    }
    digests.set(path, digest);
  }
  return digests;
}
