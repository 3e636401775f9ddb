// arrows lets the up and down keys lead from a button in a table's row to the same button,
// or the last there is, of the next row that has any.
export function arrows(table: HTMLTableElement) {
  table.addEventListener('keydown', (event) => {
    const on = event.target as HTMLElement
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const row = on.closest('tbody tr')
    if (!by || !row || on.matches('input, select, textarea')) return
    const rows = [...row.parentElement!.children]
    const at = [...row.querySelectorAll('button')].indexOf(on as HTMLButtonElement)
    for (let next = rows.indexOf(row) + by; rows[next]; next += by) {
      const buttons = rows[next]!.querySelectorAll('button')
      if (!buttons.length) continue
      event.preventDefault()
      return buttons[Math.min(Math.max(at, 0), buttons.length - 1)]!.focus()
    }
  })
}
