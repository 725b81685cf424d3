using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace Trainyard.Features;

/// <summary>Arrow arrays as numbers and codes.</summary>
internal static class ArrowValues
{
    private const double MicrosecondsPerDay = 86_400_000_000;

    /// <summary>Which of our types an Arrow type is; null for none.</summary>
    public static ColumnType? TypeOf(IArrowType type) => type switch
    {
        Int8Type or Int16Type or Int32Type or Int64Type or UInt8Type or UInt16Type or UInt32Type or UInt64Type
            => ColumnType.Integer,
        FloatType or DoubleType or Decimal128Type or Decimal256Type => ColumnType.Number,
        BooleanType => ColumnType.Boolean,
        StringType or LargeStringType => ColumnType.Category,
        DictionaryType dictionary => TypeOf(dictionary.ValueType) == ColumnType.Category ? ColumnType.Category : null,
        Date32Type or Date64Type => ColumnType.Date,
        TimestampType => ColumnType.Timestamp,
        _ => null,
    };

    /// <summary>Values as numbers, NaN or the lowest value where there is none.</summary>
    public static void ToNumbers<T>(IArrowArray array, Span<T> into)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        switch (array)
        {
            case DoubleArray a: Convert(a.Values, into); break;
            case Int64Array a: Convert(a.Values, into); break;
            case Int32Array a: Convert(a.Values, into); break;
            case Int16Array a: Convert(a.Values, into); break;
            case Int8Array a: Convert(a.Values, into); break;
            case UInt64Array a: Convert(a.Values, into); break;
            case UInt32Array a: Convert(a.Values, into); break;
            case UInt16Array a: Convert(a.Values, into); break;
            case UInt8Array a: Convert(a.Values, into); break;
            case FloatArray a: Convert(a.Values, into); break;
            case TimestampArray a: ToMicroseconds(a.Values, ((TimestampType)a.Data.DataType).Unit, into); break;
            case Date32Array a: Scale(a.Values, MicrosecondsPerDay, into); break;
            case Date64Array a: Scale(a.Values, 1000, into); break;
            case BooleanArray a: Each(a, static (x, i) => x.GetValue(i) == true ? 1 : 0, into); break;
            case Decimal128Array a: Each(a, static (x, i) => ToDouble(x.GetString(i)), into); break;
            case Decimal256Array a: Each(a, static (x, i) => ToDouble(x.GetString(i)), into); break;
            default: throw new InvalidOperationException(
                $"No numbers in an Arrow array of {array.Data.DataType.Name}.");
        }
        if (array.NullCount == 0) return;
        var missing = typeof(T) == typeof(double) ? T.CreateTruncating(double.NaN) : T.MinValue;
        for (var i = 0; i < into.Length; i++)
        {
            if (array.IsNull(i)) into[i] = missing;
        }
    }

    /// <summary>Places in a dictionary, -1 where there is none.</summary>
    public static void ToCodes<T>(IArrowArray indices, Span<T> into)
        where T : unmanaged, INumber<T>
    {
        switch (indices)
        {
            case Int32Array a: Convert(a.Values, into); break;
            case Int16Array a: Convert(a.Values, into); break;
            case Int8Array a: Convert(a.Values, into); break;
            default: throw new InvalidOperationException(
                $"No codes in an Arrow array of {indices.Data.DataType.Name}.");
        }
        if (indices.NullCount == 0) return;
        for (var i = 0; i < into.Length; i++)
        {
            if (indices.IsNull(i)) into[i] = T.CreateTruncating(-1);
        }
    }

    /// <summary>The words of a dictionary.</summary>
    public static string[] ToWords(IArrowArray dictionary)
    {
        var words = new string[dictionary.Length];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = dictionary switch
            {
                StringArray a => a.GetString(i),
                LargeStringArray a => a.GetString(i),
                _ => throw new InvalidOperationException(
                    $"No words in an Arrow array of {dictionary.Data.DataType.Name}."),
            };
        }
        return words;
    }

    // Whole microseconds are exact in a double up to the year 2255.
    private static void ToMicroseconds<T>(ReadOnlySpan<long> from, TimeUnit unit, Span<T> into)
        where T : unmanaged, INumber<T>
    {
        switch (unit)
        {
            case TimeUnit.Second: Scale(from, 1_000_000, into); break;
            case TimeUnit.Millisecond: Scale(from, 1000, into); break;
            case TimeUnit.Microsecond: Convert(from, into); break;
            case TimeUnit.Nanosecond:
                for (var i = 0; i < from.Length; i++)
                    into[i] = T.CreateTruncating((from[i] - (((from[i] % 1000) + 1000) % 1000)) / 1000);
                break;
            default:
                throw new InvalidOperationException($"No way to read times in units of {unit}.");
        }
    }

    private static void Convert<TFrom, T>(ReadOnlySpan<TFrom> from, Span<T> into)
        where TFrom : unmanaged, INumber<TFrom>
        where T : unmanaged, INumber<T>
    {
        for (var i = 0; i < from.Length; i++)
            into[i] = T.CreateTruncating(from[i]);
    }

    private static void Scale<TFrom, T>(ReadOnlySpan<TFrom> from, double factor, Span<T> into)
        where TFrom : unmanaged, INumber<TFrom>
        where T : unmanaged, INumber<T>
    {
        for (var i = 0; i < from.Length; i++)
            into[i] = T.CreateTruncating(double.CreateTruncating(from[i]) * factor);
    }

    private static void Each<TArray, T>(TArray array, Func<TArray, int, double> value, Span<T> into)
        where TArray : IArrowArray
        where T : unmanaged, INumber<T>
    {
        for (var i = 0; i < into.Length; i++)
            into[i] = array.IsNull(i) ? T.Zero : T.CreateTruncating(value(array, i));
    }

    private static double ToDouble(string? text) => double.TryParse(text, out var value) ? value : double.NaN;
}
