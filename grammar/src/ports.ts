import type { Rules } from './diagnostics/rules.ts';
import type { PinnedCode } from './names/pinned-code.ts';
import type { SignatureResult } from './onnx/signature.ts';
import type { QueryDescription, QueryRequest } from './sql/query-description.ts';

/**
 * What grammar needs from outside, filled by the host. An unfilled port, or an answer of undefined, makes less known and
 * never something false. Paths are absolute URIs as strings.
 */
export interface Ports {
  /** The signature of the model file; 'missing' where there is no such file. */
  model?(uri: string): SignatureResult | 'missing' | undefined;
  fileExists?(uri: string): boolean | undefined;
  /** In bytes; undefined too where there is no such file. */
  fileSize?(uri: string): number | undefined;
  /** SHA-256 in hex of a file's content; 'missing' where there is no such file. */
  fileDigest?(uri: string): string | 'missing' | undefined;
  /** The local files that a code file imports, itself included, sorted, as URIs. */
  codeFiles?(uri: string): string[] | undefined;
  /** The file of the project that holds code of another repository, as a flow file names it; undefined where it is not there. */
  pinnedCode?(code: PinnedCode, flowFile: string): string | undefined;
  /** What a query gives; undefined where that is not known, or not yet: a host that finds out later analyses again. */
  describeQuery?(request: QueryRequest): QueryDescription | undefined;
  /** The rules of the project that a flow file belongs to; the same object until they change. */
  rules?(uri: string): Rules | undefined;
  /**
   * The folder of the project that a flow file belongs to, without a slash at its end: the nearest upwards with a millrace.json,
   * else the file's own.
   */
  projectFolder?(uri: string): string | undefined;
  /** Whether all flow files of a project's folder are loaded; only then it is known that nobody uses something. */
  isFolderLoaded?(folder: string): boolean | undefined;
  /** SHA-256 in hex of text as UTF-8; needed by plans only. */
  sha256?(text: string): string;
}
