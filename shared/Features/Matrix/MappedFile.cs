using System.Buffers;
using System.IO.MemoryMappedFiles;

namespace Trainyard.Features.Matrix;

/// <summary>
/// A file as memory, read only: columns stay in the page cache and are never copied. Given back by Dispose alone: a
/// finaliser could unmap it under a span that is still in use.
/// </summary>
internal sealed unsafe class MappedFile : MemoryManager<byte>
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private readonly int _length;

    public MappedFile(string path)
    {
        using var handle = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1);
        _length = checked((int)handle.Length);
        _file = MemoryMappedFile.CreateFromFile(
            handle, mapName: null, _length, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        _view = _file.CreateViewAccessor(0, _length, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
    }

    public override Span<byte> GetSpan() => new(_start, _length);

    public override MemoryHandle Pin(int elementIndex = 0) => new(_start + elementIndex, pinnable: this);

    public override void Unpin()
    {
    }

    /// <summary>The floats of a buffer that lies within the file.</summary>
    public ReadOnlyMemory<float> Floats(ReadOnlySpan<float> values)
    {
        fixed (float* at = values)
            return new MappedFloats(this, at, values.Length).Memory;
    }

    protected override void Dispose(bool disposing)
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}

/// <summary>Floats within a mapped file, which they keep open.</summary>
internal sealed unsafe class MappedFloats(MappedFile file, float* start, int length) : MemoryManager<float>
{
    public override Span<float> GetSpan() => new(start, length);

    public override MemoryHandle Pin(int elementIndex = 0) => new(start + elementIndex, pinnable: this);

    public override void Unpin() => _ = file;

    protected override void Dispose(bool disposing)
    {
    }
}
