import { findTools } from '../runners/tools.ts';
import { type Finding, finding } from './finding.ts';
import type { Need } from './needs.ts';

const programs = {
  python: {
    why: 'runs tasks in Python',
    help: 'Install Python 3.9 or newer from https://www.python.org or your system: apt install python3',
  },
  bash: { why: 'runs tasks that are shell scripts', help: 'Install it from your system: apt install bash' },
  git: {
    why: 'fetches code that tasks pin to a commit',
    help: 'Install it from https://git-scm.com or your system: apt install git',
  },
} as const;

export async function programFindings(projectFolder: string, needs: ReadonlySet<Need>): Promise<Finding[]> {
  const tools = await findTools(projectFolder);
  return tools.flatMap(({ name, version }) => {
    if (name === 'bubblewrap') return [];
    const isNeeded = needs.has(name);
    const about = { name, ...programs[name], isNeeded };
    return [finding(about, version === undefined ? 'missing' : 'ok', version ?? '')];
  });
}
