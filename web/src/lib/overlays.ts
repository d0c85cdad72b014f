/**
 * Dialogs, menus and popovers are drawn inside the labelled region at the end of index.html, so that nothing stands
 * outside a landmark. Where it is missing (in tests) they go to the body.
 */
export const overlayRoot = () => document.getElementById('overlays') ?? undefined
