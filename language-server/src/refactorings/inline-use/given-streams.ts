/** What is handed to the streams of a flow. undefined where it is not all there, or of another schema than the stream has. */
import { analyzeFlow } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { AstUtils } from 'langium';
import { isSameRecord } from '../schema-text.ts';

/** By the name of the stream, the words of what fills it. */
export type GivenStreams = ReadonlyMap<string, readonly string[]>;

export function givenStreams(use: ast.UseNode, flow: ast.Flow): GivenStreams | undefined {
  const around = AstUtils.getContainerOfType(use, ast.isFlow);
  const known = around && analyzeFlow(around).nodes.get(use.name);
  const { streams } = analyzeFlow(flow);
  const given = new Map<string, readonly string[]>();
  for (const [name, wanted] of streams) {
    const input = known?.use?.streams.get(name);
    if (wanted === undefined || input?.record === undefined || input.from === undefined) return undefined;
    if (!isSameRecord(wanted, input.record)) return undefined;
    given.set(name, [input.from, ...(input.port === 'out' ? [] : input.port.split('.'))]);
  }
  return given;
}
