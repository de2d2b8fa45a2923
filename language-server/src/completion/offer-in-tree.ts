/** What may stand at the cursor as the syntax tree of its statement says: the proposer of the place answers, else keywords do. */
import { analyzeFlow } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { interruptAndCheck, type LangiumDocument } from 'langium';
import type { CancellationToken } from 'vscode-languageserver';
import { type CursorContext, cursorContext, statementOf } from '../cursor/cursor-context.ts';
import type { FlowLanguageServices } from '../services.ts';
import { keywordProposals } from './keyword-proposals.ts';
import type { Offer, Proposal } from './proposal.ts';
import { proposers } from './proposers.ts';
import { durations } from './value-proposals.ts';

export async function offerInTree(
  services: FlowLanguageServices,
  document: LangiumDocument<ast.FlowFile>,
  offset: number,
  token: CancellationToken,
): Promise<Offer | undefined> {
  const cursor = cursorContext(services, document, offset);
  if (cursor === undefined) return undefined;
  await interruptAndCheck(token);
  const { start, end, kind } = cursor.text;
  return { start, end, isWhole: kind === 'string', proposals: await proposalsAt(services, cursor) };
}

async function proposalsAt(services: FlowLanguageServices, cursor: CursorContext): Promise<Proposal[]> {
  const { place } = cursor;
  if (place === undefined) return cursor.text.kind === 'string' ? [] : withoutPlace(services, cursor);
  const proposer = proposers[`${place.node.$type}.${place.property}`];
  const file = cursor.document.parseResult.value;
  const statement = statementOf(place.node);
  return (await proposer?.({ services, cursor, place, statement, file, flow: flowAt(cursor) })) ?? [];
}

/** No word fits there but those of the syntax, and the length of a window. */
function withoutPlace(services: FlowLanguageServices, cursor: CursorContext): Proposal[] {
  const isWindow = /\bevery\s+$/.test(cursor.before) && cursor.statement.isNode;
  return isWindow ? durations({ minMs: 1000 }) : keywordProposals(services, cursor);
}

function flowAt({ document, statement }: CursorContext) {
  const { declarations } = document.parseResult.value;
  const flow = declarations.filter((one) => ast.isFlow(one)).find(({ name }) => name === statement.flow);
  return flow && analyzeFlow(flow);
}
