import type { Plan, Stage } from '@millrace/grammar';

/** What the flows of a project cannot run without, beside what every run needs. */
export type Need = 'onnxruntime' | 'duckdb' | 'python' | 'bash' | 'git' | 'postgres';

export function needsOf(plans: readonly Plan[]): ReadonlySet<Need> {
  return new Set(plans.flatMap(({ stages }) => stages.flatMap(needsOfStage)));
}

function needsOfStage(stage: Stage): Need[] {
  switch (stage.kind) {
    case 'infer':
      return ['onnxruntime'];
    case 'sql':
      return ['duckdb'];
    case 'task':
      return needsOfTask(stage.runner);
    case 'read':
    case 'write':
      return connectorNeeds[stage.connector.name] ?? [];
    default:
      return [];
  }
}

const connectorNeeds: Readonly<Record<string, Need[]>> = { parquet: ['duckdb'], postgres: ['postgres'] };

function needsOfTask({ name, file }: { name: string; file: string }): Need[] {
  const code: Need[] = file.startsWith('git+') ? ['git'] : [];
  return name === 'python' || name === 'bash' ? [...code, name] : code;
}
