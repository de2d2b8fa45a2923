import { RunError } from '../../execute/run-error.ts';

/** Operating failures of files in one place: code, words and what to do, by the system's error. */
const known: Record<string, { code: string; say: string }> = {
  ENOSPC: { code: 'disk-full', say: 'the disk is full; make room or write elsewhere' },
  EDQUOT: { code: 'disk-full', say: 'the disk quota is used up; make room or write elsewhere' },
  EACCES: { code: 'file-not-permitted', say: 'permission denied; check who owns the file and its folder' },
  EPERM: { code: 'file-not-permitted', say: 'the system does not permit it; check who owns the file and its folder' },
  EROFS: { code: 'file-not-permitted', say: 'the file system is read-only; write elsewhere' },
  ENOTDIR: { code: 'file-not-a-folder', say: 'a part of its path is a file, not a folder' },
  EEXIST: { code: 'file-not-a-folder', say: 'a part of its path is a file, not a folder' },
  EISDIR: { code: 'file-is-a-folder', say: 'it is a folder, not a file' },
  ELOOP: { code: 'file-not-found', say: 'it is a link that leads back to itself' },
  ENAMETOOLONG: { code: 'file-failed', say: 'its name is too long for this file system' },
  ENOENT: { code: 'file-not-found', say: 'there is no such file' },
  EMFILE: { code: 'too-many-files', say: 'too many open files; raise the limit (ulimit -n)' },
};

/** `what` begins the message: `Cannot write "out/a.csv"`. A RunError passes as it is. */
export function fileError(what: string, cause: unknown): RunError {
  if (cause instanceof RunError) return cause;
  const { code: errno = '', message = String(cause) } = cause as NodeJS.ErrnoException;
  const { code, say } = known[errno] ?? { code: 'file-failed', say: message };
  return new RunError(code, `${what}: ${say}`, { cause });
}
