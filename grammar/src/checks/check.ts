import type { LangiumDocument, URI } from 'langium';
import type { FlowAnalysis } from '../analysis/flow-analysis.ts';
import type { AcceptDiagnostic } from '../diagnostics/diagnostic.ts';
import type { FlowFile, MillraceAstType } from '../generated/ast.ts';
import type { Ports } from '../ports.ts';
import type { NodeTypeName } from '../syntax/nodes-of-type.ts';

/** What a check sees of the document it checks. */
export interface CheckContext {
  document: LangiumDocument;
  file: FlowFile;
  ports: Ports;
  /** Another file of the same services; undefined where it was not found. */
  loaded(uri: URI): FlowFile | undefined;
  /** One per flow, in the order of the text. */
  analyses: FlowAnalysis[];
  /** Every node of the file's tree that is of one type, in the order of the text. */
  all<T extends NodeTypeName>(type: T): readonly MillraceAstType[T][];
  accept: AcceptDiagnostic;
}

/** One rule. It reports what it finds and nothing else: no check depends on another one having run. */
export type Check = (context: CheckContext) => void;
