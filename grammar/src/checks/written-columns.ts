import { fieldDeclaration } from '../analysis/field-declaration.ts';
import type { FlowAnalysis, InputAnalysis, NodeAnalysis } from '../analysis/flow-analysis.ts';
import { propertyValue } from '../analysis/property-value.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import { needlessAllow, sensitiveWritten } from '../diagnostics/privacy.ts';
import { unknownColumn } from '../diagnostics/schemas.ts';
import * as ast from '../generated/ast.ts';
import { type SensitiveOrigin, sensitiveOrigins, wayOf } from '../origins/sensitivity.ts';
import type { Check, CheckContext } from './check.ts';

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
    const names = this.analysis.input?.fields.map(({ name }) => name) ?? [];
    const columns = names.map((name) => ({
      name,
      origins: sensitiveOrigins(this.flow, { name: from, port, path: [name] }),
    }));
    return columns.filter(({ origins }) => origins.length > 0);
  }

  private checkAllowed(sensitive: SensitiveColumn[]): Set<string> {
    const written = propertyValue(this.node.properties, 'allow');
    const items = ast.isListLiteral(written) ? written.items.filter(ast.isReference) : [];
    const known = this.analysis.input?.fields.map(({ name }) => name) ?? [];
    for (const item of items) {
      if (!known.includes(item.name)) this.accept(unknownColumn({ node: item }, item.name, known));
      else if (this.isHarmless(item.name, sensitive)) this.accept(needlessAllow({ node: item }, item.name));
    }
    return new Set(items.map(({ name }) => name));
  }

  private isHarmless(column: string, sensitive: SensitiveColumn[]): boolean {
    const type = this.analysis.input?.fields.find(({ name }) => name === column)?.type;
    return type?.kind !== 'unknown' && sensitive.every(({ name }) => name !== column);
  }

  private report(columns: SensitiveColumn[], { place, port }: InputAnalysis): void {
    const written = columns.map(({ name, origins }) => ({ column: name, because: reasonOf(origins) }));
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
    const marked = this.markedAt(origin);
    const way = wayOf(this.flow, origin, { name: from, port, path: [column] }).slice(1);
    const nodes = way.flatMap((name) => this.flow.nodes.get(name)?.node ?? []);
    const through = nodes.map((node) => ({ message: 'It comes through here', place: { node, property: 'name' } }));
    return marked === undefined ? through : [{ message: `${origin.annotation} is here`, place: marked }, ...through];
  }

  private markedAt({ node: name, path }: SensitiveOrigin): Place | undefined {
    const source = this.flow.nodes.get(name)?.node ?? this.flow.flow.parameters.find((one) => one.name === name);
    const type = source !== undefined && 'type' in source ? source.type : undefined;
    const field = fieldDeclaration(type, path);
    const annotation = field?.annotations.find((one) => one.name === 'pii' || one.name === 'sensitive');
    return annotation && { node: annotation };
  }
}

/** `from card @pii of payments`: the marked fields, by the node they enter at. */
function reasonOf(origins: readonly SensitiveOrigin[]): string {
  const byNode = Map.groupBy(origins, ({ node }) => node);
  const from = origins.every(({ way }) => way === 'copied') ? '' : 'from ';
  const parts = [...byNode].map(([node, own]) => {
    const fields = own.map(({ path, annotation }) => `${path.join('.')} ${annotation}`);
    return `${fields.join(', ')} of ${node}`;
  });
  return `${from}${parts.join(' and ')}`;
}
