import { isAbsolute, relative, sep } from 'node:path';

/** A path as a person in `cwd` would type it, with `/`; absolute where that would lead out of the folder. */
export function displayPath(path: string, cwd: string): string {
  const short = relative(cwd, path);
  const isInside = short !== '' && short !== '..' && !short.startsWith(`..${sep}`) && !isAbsolute(short);
  return (isInside ? short : path).split(sep).join('/');
}
