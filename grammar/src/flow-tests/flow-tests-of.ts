import { AstUtils, type LangiumDocument } from 'langium';
import { analyzeFlow } from '../analysis/analyze-flow.ts';
import { constantOf } from '../analysis/constant-of.ts';
import { argumentFor } from '../analysis/flow-arguments.ts';
import { typeOf } from '../analysis/type-of.ts';
import { expectedRecord, givenRecord } from '../checks/tests.ts';
import { rangeOf } from '../diagnostics/range-of.ts';
import * as ast from '../generated/ast.ts';
import { planPlace } from '../plan/plan-place.ts';
import type { RecordType, Scalar } from '../types/type.ts';
import type { ExpectedRecords, FlowTest, GivenRecords, WrittenRecord } from './flow-test.ts';
import { writtenRecord } from './written-record.ts';

/** The tests of a file without mistakes, in the order of the text. */
export function flowTestsOf(document: LangiumDocument): FlowTest[] {
  const { declarations } = document.parseResult.value as ast.FlowFile;
  return declarations.filter(ast.isTest).flatMap((test) => {
    const flow = test.run?.flow?.ref;
    return flow === undefined ? [] : [flowTest(test, flow)];
  });
}

function flowTest(test: ast.Test, flow: ast.Flow): FlowTest {
  const { given = [], expect = [] } = Object.groupBy(test.clauses, ({ role }) => role);
  return {
    title: test.title,
    range: rangeOf({ node: test }),
    titleRange: rangeOf({ node: test, property: 'title' }),
    flow: flow.name,
    flowUri: AstUtils.getDocument(flow).uri.toString(),
    values: valuesOf(test.run, flow),
    given: given.flatMap((clause) => givenOf(clause)),
    expected: expect.flatMap((clause) => expectedOf(clause, flow)),
  };
}

function valuesOf(run: ast.FlowRun, flow: ast.Flow): Record<string, Scalar> {
  const values = flow.parameters.flatMap(({ name, type, isStream }) => {
    const written = argumentFor(run, name)?.value;
    const constant = written === undefined || isStream ? undefined : constantOf(written, typeOf(type), () => {});
    return constant?.is === 'constant' ? [[name, constant.value] as const] : [];
  });
  return Object.fromEntries(values);
}

const accept = () => {};

function givenOf(clause: ast.TestClause): GivenRecords[] {
  const source = clause.node.ref;
  const record = source && givenRecord(clause, source, { accept });
  if (source === undefined || record === undefined) return [];
  return [{ node: source.name, records: recordsOf(clause, record), range: rangeOf({ node: clause }) }];
}

function expectedOf(clause: ast.TestClause, flow: ast.Flow): ExpectedRecords[] {
  const source = clause.node.ref;
  const record = source && expectedRecord(clause, source, flow, { accept });
  if (source === undefined || record === undefined) return [];
  const { port = 'out', isExact = false } = clause;
  return [
    {
      name: [source.name, clause.port].filter(Boolean).join('.'),
      ...planPlace(analyzeFlow(flow), { node: source.name, port }),
      isExact,
      records: recordsOf(clause, record),
      range: rangeOf({ node: clause }),
      nameRange: rangeOf({ node: clause, property: 'node' }),
    },
  ];
}

function recordsOf({ records }: ast.TestClause, type: RecordType): WrittenRecord[] {
  return records.items.map((item) => writtenRecord(item, type));
}
