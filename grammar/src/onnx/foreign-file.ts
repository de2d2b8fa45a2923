import type { ByteWindow } from './byte-window.ts';

/**
 * Recognises what is often found where an ONNX model should be, so that the message can say what it is and what to do,
 * instead of complaining about its bytes. A real model starts with byte 8, the tag of its `ir_version`.
 */
const foreignFiles: readonly { starts: string; at?: number; problem: string }[] = [
  {
    starts: 'version https://git-lfs.github.com/spec/',
    problem: 'This is a Git LFS pointer, not the model itself: run "git lfs pull" to fetch it',
  },
  {
    starts: '/annex/objects/',
    problem: 'This is a git-annex pointer, not the model itself: run "git annex get" to fetch it',
  },
  { starts: '<', problem: 'This is an HTML or XML page, not an ONNX model: the download went to a web page' },
  { starts: '{', problem: 'This is JSON text, not an ONNX model' },
  {
    starts: 'PK\x03\x04',
    problem: 'This is a ZIP archive (PyTorch checkpoints are), not an ONNX model: export it, as with torch.onnx.export',
  },
  {
    starts: '\x89HDF',
    problem: 'This is an HDF5 file (Keras models are), not an ONNX model: export it, as with tf2onnx',
  },
  { starts: '\x80', problem: 'This is a Python pickle, not an ONNX model: export it, as with skl2onnx' },
  { starts: '\x1f\x8b', problem: 'This is a gzip archive: unpack it to get the ONNX model' },
  {
    starts: 'ORTM',
    at: 4,
    problem: 'This is a model in ORT format, not ONNX format: use the .onnx file it was converted from',
  },
];

/** What the file is instead of an ONNX model, where that can be told. */
export function recogniseForeignFile(window: ByteWindow): string | undefined {
  if (window.size === 0) return 'The file is empty';
  const known = foreignFiles.find(({ starts, at = 0 }) => hasAt(window, at, starts));
  if (known !== undefined) return known.problem;
  return isText(window) ? 'This is a text file, not an ONNX model' : undefined;
}

function isText(window: ByteWindow): boolean {
  const start = window.slice(0, Math.min(window.size, 32));
  return start.every((byte) => (byte >= 0x20 && byte < 0x7f) || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}

function hasAt(window: ByteWindow, at: number, text: string): boolean {
  if (at + text.length > window.size) return false;
  return Array.from(text, (character, i) => window.byte(at + i) === character.charCodeAt(0)).every(Boolean);
}
