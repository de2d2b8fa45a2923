import { createContext, type RefCallback, useCallback, useContext } from 'react';

/**
 * The node that wants the keyboard's focus. A card far away is drawn only after the view has moved there, so it takes the focus
 * itself as soon as it is there.
 */
export interface FocusWish {
  node: string | undefined;
}

export const FocusContext = createContext<FocusWish>({ node: undefined });

export function useCardFocus(id: string): RefCallback<HTMLElement> {
  const wish = useContext(FocusContext);
  return useCallback(
    (card) => {
      if (card === null || wish.node !== id) return;
      wish.node = undefined;
      card.focus({ preventScroll: true });
    },
    [wish, id],
  );
}

/** Focuses the card at once where it is drawn, else when it will be. */
export function wishFocus(wish: FocusWish, id: string): void {
  const card = document.querySelector<HTMLElement>(`[data-node="${CSS.escape(id)}"]`);
  if (card === null) wish.node = id;
  else card.focus({ preventScroll: true });
}
