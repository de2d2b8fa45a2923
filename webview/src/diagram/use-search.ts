import { useEffect, useMemo, useRef, useState } from 'react';
import type { Diagram } from '../protocol.ts';
import { searchNodes } from './search-nodes.ts';
import type { SearchBoxProps } from './toolbar.tsx';

/** The search over a diagram: what was found, and a walk through it. `onHit` is told each node the walk comes to. */
export function useSearch(diagram: Diagram, onHit: (node: string) => void) {
  const [query, setQuery] = useState('');
  const [step, setStep] = useState(-1);
  const box = useRef<HTMLInputElement>(null);
  const hits = useMemo(() => searchNodes(diagram, query), [diagram, query]);
  const found = useMemo(() => hits && new Set(hits), [hits]);
  useFindKey(box);

  function onQuery(next: string): void {
    setQuery(next);
    setStep(-1);
  }

  function onStep(by: 1 | -1): void {
    if (hits === undefined || hits.length === 0) return;
    const next = (step + by + hits.length) % hits.length;
    setStep(next);
    onHit(hits[next] as string);
  }

  const search: SearchBoxProps = { query, hits, current: Math.max(0, step), box, onQuery, onStep };
  return { search, found };
}

/** Ctrl+F or Cmd+F goes to the search box, as everywhere. */
function useFindKey(box: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (event.key !== 'f' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      box.current?.select();
      box.current?.focus();
    };
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, [box]);
}
