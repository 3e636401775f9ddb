package sites

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
	_ "image/png" // photographs come as either
	"time"

	scale "golang.org/x/image/draw"

	"homeground/internal/problem"
	"homeground/internal/values"
)

// How large a picture may be, and is kept.
const (
	mostPixels     = 50_000_000 // 200 MB while it is read; one at a time
	longestSide    = 4096
	thumbnailSide  = 320
	pictureQuality = 88
)

// reading lets one picture at a time be read.
var reading = make(chan struct{}, 1)

// photograph is a picture as it is kept: drawn anew, so that nothing of the file it came
// in is left but what is seen - no place, no camera, no hidden part - and turned the way
// it was held. The day it was taken, if the file says, is kept.
type photograph struct {
	content, thumbnail []byte // JPEG
	takenOn            values.Date
}

// readPhotograph draws a JPEG or PNG anew.
func readPhotograph(content []byte) (photograph, error) {
	reading <- struct{}{}
	defer func() { <-reading }()
	size, format, err := image.DecodeConfig(bytes.NewReader(content))
	if err != nil {
		return photograph{}, problem.Field("content", "This picture cannot be read: the file is damaged. Take it or save it again.")
	}
	if size.Width*size.Height > mostPixels {
		return photograph{}, problem.Field("content", fmt.Sprintf("This picture has %d by %d points. Save it with 50 million at most.", size.Width, size.Height))
	}
	picture, _, err := image.Decode(bytes.NewReader(content))
	if err != nil {
		return photograph{}, problem.Field("content", "This picture cannot be read to its end: the file is damaged. Take it or save it again.")
	}
	var p photograph
	orientation := 1
	if format == "jpeg" {
		orientation, p.takenOn = readEXIF(content)
	}
	whole := turned(fitted(picture, longestSide), orientation)
	if p.content, err = asJPEG(whole); err == nil {
		p.thumbnail, err = asJPEG(fitted(whole, thumbnailSide))
	}
	if err != nil {
		return p, fmt.Errorf("write a picture: %w", err)
	}
	return p, nil
}

// fitted is the picture on white, no longer on any side than that.
func fitted(picture image.Image, side int) *image.RGBA {
	w, h := picture.Bounds().Dx(), picture.Bounds().Dy()
	if longest := max(w, h); longest > side {
		w, h = max(1, w*side/longest), max(1, h*side/longest)
	}
	on := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(on, on.Bounds(), image.White, image.Point{}, draw.Src)
	scale.ApproxBiLinear.Scale(on, on.Bounds(), picture, picture.Bounds(), draw.Over, nil)
	return on
}

// turned is the picture upright: orientation is EXIF's 1 to 8.
func turned(from *image.RGBA, orientation int) *image.RGBA {
	if orientation < 2 || orientation > 8 {
		return from
	}
	w, h := from.Bounds().Dx(), from.Bounds().Dy()
	at := [9]func(x, y int) (int, int){
		2: func(x, y int) (int, int) { return w - 1 - x, y },
		3: func(x, y int) (int, int) { return w - 1 - x, h - 1 - y },
		4: func(x, y int) (int, int) { return x, h - 1 - y },
		5: func(x, y int) (int, int) { return y, x },
		6: func(x, y int) (int, int) { return y, h - 1 - x },
		7: func(x, y int) (int, int) { return w - 1 - y, h - 1 - x },
		8: func(x, y int) (int, int) { return w - 1 - y, x },
	}[orientation]
	size := image.Rect(0, 0, w, h)
	if orientation > 4 {
		size = image.Rect(0, 0, h, w)
	}
	to := image.NewRGBA(size)
	for y := range size.Dy() {
		for x := range size.Dx() {
			sx, sy := at(x, y)
			copy(to.Pix[to.PixOffset(x, y):][:4], from.Pix[from.PixOffset(sx, sy):][:4])
		}
	}
	return to
}

func asJPEG(picture image.Image) ([]byte, error) {
	var out bytes.Buffer
	err := jpeg.Encode(&out, picture, &jpeg.Options{Quality: pictureQuality})
	return out.Bytes(), err
}

// readEXIF finds two things in a JPEG's EXIF part, and reads nothing else of it: how the
// camera was held, and on which day the picture was taken. What cannot be read is not
// there. (Exif 2.32, 4.6.2 and 4.6.5; TIFF 6.0, section 2.)
func readEXIF(content []byte) (orientation int, taken values.Date) {
	tiff := exifPart(content)
	if len(tiff) < 8 {
		return 1, taken
	}
	var order binary.ByteOrder = binary.BigEndian
	if string(tiff[:2]) == "II" {
		order = binary.LittleEndian
	}
	const orientationTag, exifTag, takenTag = 0x0112, 0x8769, 0x9003
	orientation = 1
	first := directory(tiff, order, order.Uint32(tiff[4:]))
	if v, ok := first[orientationTag]; ok {
		orientation = int(order.Uint16(v[8:]))
	}
	if v, ok := first[exifTag]; ok {
		if v, ok := directory(tiff, order, order.Uint32(v[8:]))[takenTag]; ok {
			if at := uint64(order.Uint32(v[8:])); at+10 <= uint64(len(tiff)) {
				if day, err := time.Parse("2006:01:02", string(tiff[at:at+10])); err == nil {
					taken = values.DateOf(day)
				}
			}
		}
	}
	return orientation, taken
}

// exifPart is the TIFF inside a JPEG's first APP1 segment.
func exifPart(content []byte) []byte {
	for at := 2; at+4 <= len(content) && content[at] == 0xFF && content[at+1] != 0xDA; {
		long := int(binary.BigEndian.Uint16(content[at+2:]))
		end := at + 2 + long
		if long < 2 || end > len(content) {
			return nil
		}
		if part := content[at+4 : end]; content[at+1] == 0xE1 && bytes.HasPrefix(part, []byte("Exif\x00\x00")) {
			return part[6:]
		}
		at = end
	}
	return nil
}

// directory is a TIFF directory: its 12-byte entries by tag.
func directory(tiff []byte, order binary.ByteOrder, offset uint32) map[uint16][]byte {
	at := uint64(offset)
	if at+2 > uint64(len(tiff)) {
		return nil
	}
	entries := map[uint16][]byte{}
	n := uint64(order.Uint16(tiff[at:]))
	for i := range min(n, 200) {
		e := at + 2 + 12*i
		if e+12 > uint64(len(tiff)) {
			break
		}
		entries[order.Uint16(tiff[e:])] = tiff[e : e+12]
	}
	return entries
}
