import { allowances, writtenColumns } from '../analysis/allowed-columns.ts';
import type { FlowAnalysis, InputAnalysis, NodeAnalysis } from '../analysis/flow-analysis.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import { isMisspelt } from '../diagnostics/is-misspelt.ts';
import { meantBy } from '../diagnostics/meant-by.ts';
import { needlessAllow, sensitiveWritten } from '../diagnostics/privacy.ts';
import { unknownColumn } from '../diagnostics/schemas.ts';
import * as ast from '../generated/ast.ts';
import { markedAt } from '../origins/marked-at.ts';
import { originsInside, type SensitiveOrigin, sensitiveOrigins, wayOf } from '../origins/sensitivity.ts';
import { fieldNamed } from '../types/field-named.ts';
import { mayHave } from '../types/may-have.ts';
import type { Check, CheckContext } from './check.ts';
import { reasonOf } from './sensitive-reason.ts';

/** [N6] Personal and sensitive data is written only where the write allows it by the name of the column. */
export const checkWrittenColumns: Check = ({ analyses, accept }) => {
  for (const flow of analyses) {
    for (const node of flow.nodes.values()) {
      if (ast.isWriteNode(node.node)) new WrittenColumns(flow, node, node.node, accept).check();
    }
  }
};

interface SensitiveColumn {
  name: string;
  origins: readonly SensitiveOrigin[];
}

class WrittenColumns {
  private readonly flow: FlowAnalysis;
  private readonly analysis: NodeAnalysis;
  private readonly node: ast.WriteNode;
  private readonly accept: CheckContext['accept'];

  constructor(flow: FlowAnalysis, analysis: NodeAnalysis, node: ast.WriteNode, accept: CheckContext['accept']) {
    this.flow = flow;
    this.analysis = analysis;
    this.node = node;
    this.accept = accept;
  }

  check(): void {
    const [input] = this.analysis.inputs;
    if (input?.from === undefined || this.analysis.input === undefined) return;
    const sensitive = this.sensitiveColumns(input);
    const allowed = this.checkAllowed(sensitive);
    const refused = sensitive.filter(({ name }) => !allowed.has(name));
    if (refused.length > 0) this.report(refused, input);
  }

  private sensitiveColumns({ from = '', port }: InputAnalysis): SensitiveColumn[] {
    const columns = writtenColumns(this.analysis, this.node).map((name) => ({
      name,
      origins: sensitiveOrigins(this.flow, { name: from, port, path: [name] }),
    }));
    return columns.filter(({ origins }) => origins.length > 0);
  }

  /** What is allowed, and what a wrong name or a wrong `allow` was probably to allow. */
  private checkAllowed(sensitive: SensitiveColumn[]): Set<string> {
    const items = allowances(this.node);
    const { input } = this.analysis;
    const known = input?.fields.map(({ name }) => name) ?? [];
    for (const item of items) {
      if (known.includes(item.name)) {
        if (this.isHarmless(item.name, sensitive)) this.accept(needlessAllow({ node: item }, item.name));
      } else if (!(input && mayHave(input, item.name))) this.accept(unknownColumn({ node: item }, item.name, known));
    }
    const meant = items.filter(({ name }) => !known.includes(name)).flatMap(({ name }) => meantBy(name, known));
    return new Set([...items.map(({ name }) => name), ...meant, ...(this.isAllowMisspelt() ? known : [])]);
  }

  private isAllowMisspelt(): boolean {
    return isMisspelt('allow', this.node.properties?.properties.map(({ key }) => key) ?? []);
  }

  /** What a stream brings is known only where the flow is used. */
  private isHarmless(column: string, sensitive: SensitiveColumn[]): boolean {
    const [{ from = '', port } = { port: 'out' }] = this.analysis.inputs;
    const type = fieldNamed(this.analysis.input, column)?.type;
    if (type?.kind === 'unknown' || sensitive.some(({ name }) => name === column)) return false;
    return originsInside(this.flow, { name: from, port, path: [column] }).length === 0;
  }

  private report(columns: SensitiveColumn[], { place, port }: InputAnalysis): void {
    const written = columns.map(({ name, origins }) => ({ column: name, because: reasonOf(origins, this.flow) }));
    const shown = columns
      .slice(0, 3)
      .flatMap(({ name, origins }) => origins.slice(0, 3).map((origin) => ({ name, origin })));
    const related = shown.flatMap(({ name, origin }) => this.relatedOf(name, origin));
    const unique = [...new Map(related.map((one) => [one.place.node, one])).values()];
    this.accept(sensitiveWritten({ node: place }, written, port.endsWith('errors'), unique));
  }

  /** Where the field is marked, and the nodes that it comes through. */
  private relatedOf(column: string, origin: SensitiveOrigin): { message: string; place: Place }[] {
    const [{ from = '', port } = { port: 'out' }] = this.analysis.inputs;
    const marked = markedAt(origin, this.flow);
    const way = wayOf(this.flow, origin, { name: from, port, path: [column] }).slice(1);
    const nodes = way.flatMap((name) => this.flow.nodes.get(name)?.node ?? []);
    const through = nodes.map((node) => ({ message: 'It comes through here', place: { node, property: 'name' } }));
    return marked === undefined ? through : [{ message: `${origin.annotation} is here`, place: marked }, ...through];
  }
}
