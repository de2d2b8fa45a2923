/** Colours and type of the picture, in the viewer's light or dark; one accent per kind of node. */
const light = {
  paper: '#ffffff',
  card: '#ffffff',
  border: '#d0d7de',
  text: '#1f2328',
  muted: '#656d76',
  wire: '#8c959f',
  plus: '#1a7f37',
  minus: '#9a6700',
  wrong: '#cf222e',
  read: '#0969da',
  write: '#0a7d74',
  select: '#6e7781',
  filter: '#bf8700',
  infer: '#8250df',
  task: '#bf3989',
};

const dark: typeof light = {
  paper: '#0d1117',
  card: '#161b22',
  border: '#30363d',
  text: '#e6edf3',
  muted: '#8d96a0',
  wire: '#6e7681',
  plus: '#3fb950',
  minus: '#d29922',
  wrong: '#f85149',
  read: '#58a6ff',
  write: '#39c5bb',
  select: '#9198a1',
  filter: '#d29922',
  infer: '#bc8cff',
  task: '#f778ba',
};

const kinds = ['read', 'write', 'select', 'filter', 'infer', 'task'] as const;

/** Of a lineage: what is in it is drawn like the node that has to do with it. */
const likeKinds: Readonly<Record<string, (typeof kinds)[number]>> = {
  input: 'read',
  dataset: 'read',
  output: 'write',
  model: 'infer',
  checkpoint: 'infer',
  code: 'task',
};

function variables(colours: typeof light): string {
  return Object.entries(colours)
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(';');
}

export const svgStyle = [
  `svg{${variables(light)}}`,
  `@media(prefers-color-scheme:dark){svg{${variables(dark)}}}`,
  'text{font-family:system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif;fill:var(--text)}',
  '.paper{fill:var(--paper)}',
  '.node{--accent:var(--muted)}',
  ...kinds.map((kind) => `.node.${kind}{--accent:var(--${kind})}`),
  ...Object.entries(likeKinds).map(([kind, like]) => `.node.${kind}{--accent:var(--${like})}`),
  '.card{fill:var(--card);stroke:var(--border);stroke-width:1.5}',
  '.bar{fill:var(--accent)}',
  '.wrong .card{stroke:var(--wrong)}',
  '.kind{font-size:11px;font-weight:600;letter-spacing:.04em;fill:var(--accent)}',
  '.name{font-size:15px;font-weight:600}',
  '.detail{font-size:12px;fill:var(--muted)}',
  '.problem{font-size:12px;fill:var(--wrong)}',
  '.more{font-size:11.5px;fill:var(--muted)}',
  '.added,.removed{font-size:11.5px;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}',
  '.added{fill:var(--plus)}.removed{fill:var(--minus)}.type{fill:var(--muted)}',
  '.wire{fill:none;stroke:var(--wire);stroke-width:1.5}',
  '.wire.errors{stroke:var(--wrong);stroke-dasharray:6 4}',
  '.wire.order{stroke-dasharray:2 4}',
  '.head{fill:var(--wire)}.head.errors{fill:var(--wrong)}',
  '.label{font-size:11px;text-anchor:middle;fill:var(--muted);paint-order:stroke;stroke:var(--paper);stroke-width:4px}',
  '.label.errors{fill:var(--wrong)}',
].join('\n');
