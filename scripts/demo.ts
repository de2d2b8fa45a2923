/** `npm run demo`: checks, runs and draws the first example with the command as it is shipped. */
import { build } from './build.ts';
import { runSteps } from './steps.ts';

const project = 'examples/card-fraud';
const flow = `${project}/main.flow`;
const millrace = (title: string, ...args: string[]) => ({
  title,
  command: 'node',
  args: ['runtime/dist/cli.js', ...args],
});

await build(['runtime', 'language-server']);
runSteps([
  millrace('Check the flow', 'check', flow),
  millrace('Run it', 'run', flow),
  millrace('Draw it', 'graph', flow, '--format', 'svg', '--out', `${project}/out/main.svg`),
]);
console.error(
  `\nNext: open ${project}/main.flow, change a column's name and run \`npm run demo\` again to see it checked.`,
);
