package demand

import "database/sql/driver"

// column is one column of many rows, handed to SQL as an array for unnest. GORM would
// spell a plain slice out as a list of parameters.
type column[T any] []T

// Value gives the database the array.
func (c column[T]) Value() (driver.Value, error) { return []T(c), nil }
