"""DICOM files: one image, or the waveforms of one ECG; never a field that says who the person is.

Source: DICOM PS3, https://www.dicomstandard.org/current
"""

import io
import math
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlab.language import T
from medlab.readers.limits import DECODER_ERRORS, MAX_DECODED_BYTES, check_size, damaged, refuse, too_large

if TYPE_CHECKING:
    import numpy as np

_MAGIC = slice(128, 132)
_SYNTAXES = {"1.2.840.10008.1.2": "implicit", "1.2.840.10008.1.2.1": "explicit"}
_COLOURS = {"MONOCHROME2": 1, "RGB": 3}
_MAX_CHANNELS = 64

_TEXTS = {
    "modality": "Modality",
    "manufacturer": "Manufacturer",
    "model": "ManufacturerModelName",
    "body_part": "BodyPartExamined",
    "sequence": "ScanningSequence",
    "kernel": "ConvolutionKernel",
    "photometric_interpretation": "PhotometricInterpretation",
}
_NUMBERS = {
    "slice_thickness_mm": "SliceThickness",
    "kvp": "KVP",
    "tube_current_ma": "XRayTubeCurrent",
    "repetition_time_ms": "RepetitionTime",
    "echo_time_ms": "EchoTime",
    "flip_angle_deg": "FlipAngle",
    "field_strength_t": "MagneticFieldStrength",
    "bits_stored": "BitsStored",
    "rescale_slope": "RescaleSlope",
    "rescale_intercept": "RescaleIntercept",
    "window_center": "WindowCenter",
    "window_width": "WindowWidth",
}
# SCP-ECG lead codes, as in the Channel Source Sequence of the file (ISO 11073-91064, table of leads).
_LEADS = {
    1: "I",
    2: "II",
    3: "V1",
    4: "V2",
    5: "V3",
    6: "V4",
    7: "V5",
    8: "V6",
    61: "III",
    62: "aVR",
    63: "aVL",
    64: "aVF",
}


@dataclass(frozen=True)
class Dicom:
    """What a DICOM file holds.

    Attributes
    ----------
    arrays : dict of str to numpy.ndarray
        A grey image: "pixels", the stored values, and "image", float32 after rescale (Hounsfield units for CT), both
        (rows, columns). A colour image: "image", (rows, columns, 3). An ECG: "ecg" and, if present, "median_beat",
        float64 in millivolts, (samples, leads).
    metadata : dict
        Acquisition settings; no name, date, identifier, place or other field about the person.
    """

    arrays: "dict[str, np.ndarray]"
    metadata: dict


def read_dicom(data: bytes) -> Dicom:
    """One uncompressed DICOM image, or the waveforms of one ECG.

    Parameters
    ----------
    data : bytes
        At most 64 MB; transfer syntax implicit or explicit little endian.

    Returns
    -------
    Dicom

    Raises
    ------
    MedlabError
        For compressed pixels, several frames, dimensions that contradict the bytes, another colour model.
    """
    from pydicom.errors import BytesLengthException, InvalidDicomError

    check_size("DICOM", data)
    _check_syntax(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(data)
    except (BytesLengthException, InvalidDicomError, *DECODER_ERRORS) as problem:
        raise damaged("DICOM", problem) from None


def _check_syntax(data: bytes) -> None:
    """The transfer syntax is read here, before pydicom may inflate a compressed file."""
    if data[_MAGIC] != b"DICM":
        raise refuse("DICOM", T(fr="il lui manque l'en-tête DICM", en="it has no DICM header"))
    syntax = _transfer_syntax(data)
    if syntax not in _SYNTAXES:
        raise refuse(
            "DICOM",
            T(
                fr=f"syntaxe de transfert {syntax or 'absente'} ; seul le « little endian » non compressé est lu",
                en=f"transfer syntax {syntax or 'absent'}; only uncompressed little endian ones are read",
            ),
        )


def _transfer_syntax(data: bytes) -> str:
    """Value of (0002,0010) in the file meta information, always explicit little endian (PS3.10, 7.1)."""
    place = _MAGIC.stop
    while data[place : place + 2] == b"\x02\x00":
        long = data[place + 4 : place + 6] in (b"OB", b"OW", b"UN", b"UT", b"SQ")
        start = place + (12 if long else 8)
        length = int.from_bytes(data[start - 4 : start] if long else data[start - 2 : start], "little")
        if data[place + 2 : place + 4] == b"\x10\x00":
            return data[start : start + min(length, 64)].rstrip(b"\0 ").decode("ascii", "replace")
        place = start + length
    return ""


def _read(data: bytes) -> Dicom:
    import pydicom

    dataset = pydicom.dcmread(io.BytesIO(data))
    if dataset.file_meta.TransferSyntaxUID not in _SYNTAXES:
        raise ValueError("two transfer syntaxes")
    metadata = _metadata(dataset)
    if "WaveformSequence" in dataset:
        return Dicom(_waveforms(dataset), metadata | _ecg_metadata(dataset))
    return Dicom(_image(dataset), metadata)


def _metadata(dataset) -> dict:
    texts = {name: str(dataset.get(key)) for name, key in _TEXTS.items() if dataset.get(key)}
    numbers = {name: _first_number(dataset.get(key)) for name, key in _NUMBERS.items() if _has(dataset.get(key))}
    spacing = dataset.get("PixelSpacing")
    place = {"pixel_spacing_mm": tuple(float(value) for value in spacing)} if _has(spacing) else {}
    return texts | numbers | place


def _has(value) -> bool:
    return value is not None and str(value) not in ("", "None")


def _first_number(value) -> float:
    several = isinstance(value, list | tuple) or hasattr(value, "append")
    found = float(value[0] if several else value)
    if not math.isfinite(found):
        raise ValueError(f"{found} is not finite")
    return found


def _image(dataset) -> "dict[str, np.ndarray]":
    import numpy as np

    colour, samples = dataset.PhotometricInterpretation, int(dataset.SamplesPerPixel)
    rows, columns, bits = int(dataset.Rows), int(dataset.Columns), int(dataset.BitsAllocated)
    if _COLOURS.get(colour) != samples or bits not in (8, 16) or int(dataset.get("NumberOfFrames") or 1) != 1:
        raise refuse("DICOM", T(fr="ce n'est pas une image grise ou RGB seule", en="it is no single grey or RGB image"))
    expected = rows * columns * samples * bits // 8
    if not 0 < expected <= MAX_DECODED_BYTES:
        raise too_large("DICOM", f"{rows} x {columns} x {samples}", f"{MAX_DECODED_BYTES} bytes")
    if len(dataset.PixelData) != expected + expected % 2:
        raise ValueError(f"{len(dataset.PixelData)} bytes of pixels instead of {expected}")
    pixels = dataset.pixel_array
    if samples > 1:
        return {"image": pixels}
    slope, intercept = (_first_number(dataset.get(key, default)) for key, default in _RESCALE)
    return {"pixels": pixels, "image": (pixels * slope + intercept).astype(np.float32)}


_RESCALE = (("RescaleSlope", 1), ("RescaleIntercept", 0))


def _waveforms(dataset) -> "dict[str, np.ndarray]":
    arrays = {}
    for place, group in enumerate(dataset.WaveformSequence):
        name = "ecg" if place == 0 else "_".join(str(group.MultiplexGroupLabel).lower().split())
        if name in arrays:
            raise ValueError(f"two groups {name}")
        _check_group(group)
        arrays[name] = dataset.waveform_array(place) / 1000
    return arrays


def _check_group(group) -> None:
    channels, samples = int(group.NumberOfWaveformChannels), int(group.NumberOfWaveformSamples)
    if not 0 < channels <= _MAX_CHANNELS or int(group.WaveformBitsAllocated) != 16:
        raise refuse("DICOM", T(fr="ces courbes ne sont pas sur 16 bits", en="these waveforms are not of 16 bits"))
    if len(group.WaveformData) != channels * samples * 2 or len(group.ChannelDefinitionSequence) != channels:
        raise ValueError(f"{len(group.WaveformData)} bytes for {channels} x {samples} samples")
    for channel in group.ChannelDefinitionSequence:
        if channel.ChannelSensitivityUnitsSequence[0].CodeValue != "uV":
            raise refuse(
                "DICOM", T(fr="les courbes ne sont pas en microvolts", en="the waveforms are not in microvolts")
            )
        _first_number(channel.ChannelSensitivity)


def _ecg_metadata(dataset) -> dict:
    group = dataset.WaveformSequence[0]
    leads = [_lead(channel) for channel in group.ChannelDefinitionSequence]
    notes = dataset.get("WaveformAnnotationSequence") or []
    texts = [str(note.UnformattedTextValue) for note in notes if note.get("UnformattedTextValue")]
    return {
        "leads": tuple(leads),
        "sampling_rate_hz": _first_number(group.SamplingFrequency),
        "statements": tuple(texts),
        "measurements": dict(filter(None, map(_measurement, notes))),
    }


def _lead(channel) -> str:
    code = str(channel.ChannelSourceSequence[0].CodeValue)
    return _LEADS[int(code.rpartition("-")[2])]


def _measurement(note) -> tuple[str, tuple[float, str]] | None:
    if "NumericValue" not in note or "MeasurementUnitsCodeSequence" not in note:
        return None
    name = "_".join(str(note.ConceptNameCodeSequence[0].CodeMeaning).lower().split())
    return name, (_first_number(note.NumericValue), str(note.MeasurementUnitsCodeSequence[0].CodeValue))
