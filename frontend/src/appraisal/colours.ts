// The colours of score parts, in the order of the weights. Order and gaps carry the
// meaning too: the third is 2.9:1 in protanopia.
export const colours = ['#0b5c5c', '#2f8480', '#5d9e98', '#2f3a40', '#5d6a71', '#868f95']
