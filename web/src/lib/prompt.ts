import { createStore } from '@/lib/store'

interface OpenPrompt<P, R> {
  props: P
  answer: (result: R) => void
}

/**
 * A question asked from anywhere and answered by one dialog mounted in the shell. `ask` resolves with the answer.
 * With `share`, a second question while one is open gets the same answer; otherwise it waits its turn.
 */
export function createPrompt<P, R>({ share = false } = {}) {
  const store = createStore<OpenPrompt<P, R> | null>(null)
  let pending: Promise<R> | null = null

  function ask(props: P): Promise<R> {
    if (pending) return share ? pending : pending.then(() => ask(props))
    const { promise, resolve } = deferred<R>()
    pending = promise
    store.set(() => ({
      props,
      answer: (result) => {
        pending = null
        store.set(() => null)
        resolve(result)
      },
    }))
    return promise
  }

  return { ask, use: store.use }
}

function deferred<R>() {
  let resolve: (value: R) => void = () => {}
  const promise = new Promise<R>((done) => {
    resolve = done
  })
  return { promise, resolve }
}
