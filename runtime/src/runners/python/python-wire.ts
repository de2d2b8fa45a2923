import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { childEnvironment, threadLimits } from '../child-environment.ts';
import type { FromChild, ToChild } from '../child-protocol.ts';
import type { Confine } from '../confinement.ts';
import { keepWatch } from '../living-children.ts';
import type { ChildEnd } from '../user-process.ts';
import type { ProcessSetting, Wire } from '../wire.ts';
import { oldestPython, pythonCommand, pythonWayOut } from './find-python.ts';
import { stepProcess } from './generated/step-process.ts';
import { answerReader } from './python-answer.ts';
import { pythonMessage } from './python-message.ts';
import { readFrames } from './read-frames.ts';

const tooOld = 93;
/** Looks at the version before Python reads anything that an old one does not understand. */
const start = `import sys
if sys.version_info < (${oldestPython.join(', ')}): sys.exit(${tooOld})
exec(compile(sys.argv.pop(), "millrace", "exec"))`;

const isGroup = process.platform !== 'win32';

/** A Python process with pipes of its own for the messages, in both directions as JSON behind its length in four bytes. */
export function startPython({ projectFolder, memoryBytes, cpu }: ProcessSetting, confine: Confine): Wire {
  const command = pythonCommand(projectFolder);
  const confined = confine(command, ['-u', '-X', 'utf8', '-c', start, stepProcess]);
  const child = spawn(confined.command, confined.args, {
    cwd: projectFolder,
    env: childEnvironment({ ...threadLimits(cpu), PYTHONDONTWRITEBYTECODE: '1' }),
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
    detached: isGroup,
  });
  keepWatch(child, isGroup);
  const outgoing = child.stdio[3] as Writable | null;
  outgoing?.on('error', () => {});
  let readAnswer = answerReader(undefined);
  return {
    process: child,
    isConfined: confined.isConfined,
    explain: (failure) => missingPython(command, failure),
    send: (message: ToChild) => {
      if (message.type === 'open') readAnswer = answerReader(message.output);
      sendFrame(outgoing, pythonMessage(message, memoryBytes));
    },
    receive: (onMessage: (message: FromChild) => void, onBroken) => {
      const incoming = child.stdio[4] as Readable | null;
      if (incoming === null) return;
      const broken = () => onBroken('it wrote into the channel to the runtime');
      const read = (text: string) => {
        const answer = readAnswer(text);
        if (answer === undefined) broken();
        else onMessage(answer);
      };
      readFrames(incoming, read, broken);
    },
  };
}

function missingPython(command: string, failure: number | Error | null): ChildEnd | undefined {
  const why =
    failure instanceof Error ? 'cannot be started' : failure === tooOld ? 'is a Python that is too old' : undefined;
  return why && { code: 'python-missing', message: `"${command}" ${why}: ${pythonWayOut}` };
}

function sendFrame(outgoing: Writable | null, text: string): void {
  const body = Buffer.from(text, 'utf8');
  const head = Buffer.allocUnsafe(4);
  head.writeUInt32BE(body.length);
  outgoing?.write(head);
  outgoing?.write(body);
}
