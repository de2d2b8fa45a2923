/** The tests of a file, or of all that are read, for a client that shows them and runs them. */
import * as ast from '@millrace/grammar/syntax';
import { type LangiumDocument, URI } from 'langium';
import type { CancellationToken } from 'vscode-languageserver';
import { type ListTestsParams, methods, type TestPlace } from '../protocol.ts';
import type { ExtraRequest } from './extra-request.ts';
import { whenBuilt } from './when-built.ts';

export const listTests: ExtraRequest = {
  capabilities: {},
  connect(connection, { shared }) {
    const { LangiumDocuments } = shared.workspace;
    connection.onRequest(methods.listTests, ({ uri }: ListTestsParams, token: CancellationToken) =>
      whenBuilt(shared, token, () => {
        const one = uri === undefined ? undefined : LangiumDocuments.getDocument(URI.parse(uri));
        const documents = uri === undefined ? LangiumDocuments.all.toArray() : [one];
        return documents.flatMap((document) => (document === undefined ? [] : testsOf(document)));
      }),
    );
  },
};

function testsOf({ parseResult, textDocument: { uri } }: LangiumDocument): TestPlace[] {
  const tests = (parseResult.value as ast.FlowFile).declarations.filter(ast.isTest);
  return tests.flatMap(({ title, $cstNode }) => {
    return title === undefined || $cstNode === undefined ? [] : [{ uri, title, range: $cstNode.range }];
  });
}
