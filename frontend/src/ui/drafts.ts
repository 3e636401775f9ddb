// What was being written when its page went away, such as when the session had ended.
// It stays in this window only, and a form that opens again is given it back.
const kept = new Map<string, object>()

export function keepDraft(of: string, draft: object) {
  kept.set(of, draft)
}

export function draftOf<T extends object>(of: string): T | undefined {
  return kept.get(of) as T | undefined
}

export function dropDraft(of: string) {
  kept.delete(of)
}

export function forgetDrafts() {
  kept.clear()
}
