import { pathToFileURL } from 'node:url';
import { type Plan, planFlow } from '@millrace/grammar';
import type { FlowFile } from './flow-file.ts';
import { UsageError } from './usage-error.ts';

/** Which flow of the file is meant, and the text given for its parameters. */
export interface FlowChoice {
  flow?: string;
  param: Record<string, string>;
}

/** The plan of a flow without errors. Throws a UsageError that says which flow or parameter is missing or doesn't fit. */
export function planOf({ document, project }: FlowFile, { flow, param }: FlowChoice): Plan {
  const { plan, problems } = planFlow({
    document,
    ...(flow !== undefined && { flow }),
    parameters: param,
    projectFolder: pathToFileURL(`${project.folder}/`).href,
  });
  if (plan) return plan;
  throw new UsageError(problems.join('\n') || 'There is no plan of this flow');
}

/** For options that say `name=value` and may be repeated. */
export function collectParameter(text: string, earlier: Record<string, string>): Record<string, string> {
  const at = text.indexOf('=');
  if (at > 0) return { ...earlier, [text.slice(0, at)]: text.slice(at + 1) };
  throw new UsageError(
    `--param takes name=value, such as --param threshold=0.9; "${text}" has no ${at === 0 ? 'name' : '"="'}`,
  );
}
