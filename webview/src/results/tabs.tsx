import type { KeyboardEvent } from 'react';

export interface Tab {
  id: string;
  label: string;
  count: number;
  isBad?: boolean;
}

interface TabsProps {
  tabs: readonly Tab[];
  chosen: string;
  onChoose(id: string): void;
}

/** A tab list as WAI-ARIA describes it: one stop for Tab, the arrows choose. */
export function Tabs({ tabs, chosen, onChoose }: TabsProps) {
  function pressKey(event: KeyboardEvent<HTMLElement>): void {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    const at = tabs.findIndex((tab) => tab.id === chosen);
    const next = (at + by + tabs.length) % tabs.length;
    onChoose((tabs[next] as Tab).id);
    event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus();
  }
  return (
    <div className="tabs" role="tablist" aria-label="Results" onKeyDown={pressKey}>
      {tabs.map(({ id, label, count, isBad }) => (
        <button
          key={id}
          type="button"
          role="tab"
          aria-selected={id === chosen}
          tabIndex={id === chosen ? 0 : -1}
          className={isBad ? 'tab is-bad' : 'tab'}
          onClick={() => onChoose(id)}
        >
          {label} <span className="count">{count.toLocaleString('en-US')}</span>
        </button>
      ))}
    </div>
  );
}
