import { analyzeFlow } from '../analysis/analyze-flow.ts';
import { errorRecord } from '../analysis/error-record.ts';
import { givesRecords, portsOf } from '../analysis/source-ports.ts';
import { recordTypeOf } from '../analysis/type-of.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import { notGivenTo, repeatedClause, testWithoutExpectation } from '../diagnostics/flow-runs.ts';
import { noPortNamed, noRecords, unknownPort } from '../diagnostics/graph.ts';
import * as ast from '../generated/ast.ts';
import type { RecordType } from '../types/type.ts';
import type { Check, CheckContext } from './check.ts';
import { checkRecordLiteral } from './record-literals.ts';

/**
 * [P11] A test gives records to reads and stream parameters and expects some of other nodes. What is given is whole; of what is
 * expected only the fields that are written are compared, unless it is `exactly` that.
 */
export const checkTests: Check = (context) => {
  for (const test of context.file.declarations.filter(ast.isTest)) {
    const flow = test.run?.flow?.ref;
    if (flow === undefined) continue;
    const isExpecting = test.clauses.some(({ role }) => role === 'expect');
    if (!isExpecting) context.accept(testWithoutExpectation({ node: test, property: 'title' }));
    checkRepeated(test, context);
    for (const clause of test.clauses) checkClause(clause, flow, context);
  }
};

function checkRepeated({ clauses }: ast.Test, { accept }: CheckContext): void {
  const seen = new Map<string, Place>();
  for (const clause of clauses) {
    const name = [clause.node?.$refText, clause.port].filter(Boolean).join('.');
    const place = { node: clause, property: 'node' };
    const first = seen.get(clause.role + name);
    if (first === undefined) seen.set(clause.role + name, place);
    else accept(repeatedClause(place, clause.role, name, first));
  }
}

function checkClause(clause: ast.TestClause, flow: ast.Flow, context: CheckContext): void {
  const source = clause.node?.ref;
  if (source === undefined || clause.records === undefined) return;
  const record =
    clause.role === 'given' ? givenRecord(clause, source, context) : expectedRecord(clause, source, flow, context);
  if (record === undefined) return;
  const isWhole = clause.role === 'given' || clause.isExact;
  for (const item of clause.records.items) checkRecordLiteral(item, record, { isWhole }, context.accept);
}

type Accepting = Pick<CheckContext, 'accept'>;

/** What the records that are given to a source have; undefined where it takes none, which is told. */
export function givenRecord(clause: ast.TestClause, source: ast.Stream, { accept }: Accepting): RecordType | undefined {
  if (ast.isParameter(source)) return recordTypeOf(source.type);
  if (ast.isReadNode(source)) return recordTypeOf(source.type ?? source.source?.dataset?.ref?.type);
  accept(notGivenTo({ node: clause, property: 'node' }, source.name));
  return undefined;
}

/** What leaves the place that a clause names; undefined where nothing does, which is told. */
export function expectedRecord(
  clause: ast.TestClause,
  source: ast.Stream,
  flow: ast.Flow,
  { accept }: Accepting,
): RecordType | undefined {
  const { port } = clause;
  const ports = portsOf(source);
  if (port !== undefined && !(ports?.includes(port) ?? true)) {
    accept(unknownPort({ node: clause, property: 'port' }, port, source.name, ports ?? []));
    return undefined;
  }
  if (ast.isParameter(source)) return recordTypeOf(source.type);
  const analysis = analyzeFlow(flow).nodes.get(source.name);
  if (port !== undefined) return port === 'errors' ? errorRecord : analysis?.ports?.get(port);
  const place = { node: clause, property: 'node' };
  const own = (ports ?? []).filter((one) => one !== 'errors');
  // What a write gets is what it is expected to write.
  if (ast.isWriteNode(source)) return analysis?.input;
  if (givesRecords(source)) return analysis?.output;
  accept(own.length > 0 ? noPortNamed(place, source.name, own) : noRecords(place, source.name, 'it has no result'));
  return undefined;
}
