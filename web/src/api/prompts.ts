/**
 * Where the transport asks a person: the step-up dialog and the session-ended dialog register here when they are on
 * the page. Each answers true when the interrupted call should be sent again.
 */
type Ask = () => Promise<boolean>

const asks: { stepUp: Ask | null; session: Ask | null } = { stepUp: null, session: null }

export function registerPrompt(kind: keyof typeof asks, ask: Ask) {
  asks[kind] = ask
  return () => {
    if (asks[kind] === ask) asks[kind] = null
  }
}

export function askPrompt(kind: keyof typeof asks): Promise<boolean> {
  return asks[kind]?.() ?? Promise.resolve(false)
}
