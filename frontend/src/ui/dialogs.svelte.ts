// The dialogs that more than one place opens.
export const dialogs = $state({ shortcuts: false })
