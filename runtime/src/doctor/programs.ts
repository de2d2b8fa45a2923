import type { SandboxSetting } from '@millrace/grammar';
import { confinementRefusal } from '../runners/confinement.ts';
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

/** `sandbox`: what is set for it. */
export async function programFindings(
  projectFolder: string,
  needs: ReadonlySet<Need>,
  sandbox: SandboxSetting,
): Promise<Finding[]> {
  const tools = await findTools(projectFolder);
  return tools.map(({ name, version }) => {
    if (name === 'bubblewrap') return sandboxFinding(version, sandbox);
    const isNeeded = needs.has(name);
    const about = { name, ...programs[name], isNeeded };
    return finding(about, version === undefined ? 'missing' : 'ok', version ?? '');
  });
}

/** Tried, for where it is installed it may still not be allowed to work. */
function sandboxFinding(version: string | undefined, sandbox: SandboxSetting): Finding {
  const about = {
    name: 'bubblewrap',
    why: 'keeps tasks in Python and bash from what they are not granted',
    help: 'On Linux install it (apt install bubblewrap) and let it use user namespaces; without it such tasks may do all that you may',
    isNeeded: sandbox === 'required',
  };
  if (version === undefined) return finding(about, 'missing', '');
  const refusal = confinementRefusal();
  return refusal === undefined ? finding(about, 'ok', version) : finding(about, 'missing', refusal);
}
