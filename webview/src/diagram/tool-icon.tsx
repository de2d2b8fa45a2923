const drawings: Record<string, string> = {
  run: 'M4.5 2.8v10.4L13 8Z',
  stop: 'M3.8 3.8h8.4v8.4H3.8Z',
  'zoom-in': 'M8 3v10M3 8h10',
  'zoom-out': 'M3 8h10',
  fit: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10',
};

export function ToolIcon({ name }: { name: string }) {
  return (
    <svg className="tool-icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={drawings[name] ?? ''} />
    </svg>
  );
}
