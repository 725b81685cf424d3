using Microsoft.ML;
using Microsoft.ML.Data;

using Trainyard.Features;
using Trainyard.Metrics;
using Trainyard.Pipelines;

namespace Trainyard.Training.TrainModel.MicrosoftMl;

/// <summary>Writes the features of a row as a trainer is to see them.</summary>
internal delegate void WriteRow(int row, ref VBuffer<float> features);

/// <summary>A matrix as Microsoft.ML reads data: rows are made when they are asked for, nothing is boxed.</summary>
internal sealed class MatrixView : IDataView
{
    public const string Features = "Features";
    public const string Label = "Label";

    private readonly FeatureMatrix _matrix;
    private readonly WriteRow _write;
    private readonly Func<float, float> _label;
    private readonly CancellationToken _cancellation;

    /// <param name="matrix">The rows.</param>
    /// <param name="width">Features of a row as <paramref name="write"/> gives them.</param>
    /// <param name="write">Gives the features of a row.</param>
    /// <param name="label">Regression: what the trainer sees instead of the label.</param>
    /// <param name="cancellation">Ends every pass over the rows.</param>
    public MatrixView(
        FeatureMatrix matrix, int width, WriteRow write, Func<float, float> label, CancellationToken cancellation)
    {
        (_matrix, _write, _label, _cancellation) = (matrix, write, label, cancellation);
        var schema = new DataViewSchema.Builder();
        schema.AddColumn(Features, new VectorDataViewType(NumberDataViewType.Single, width));
        schema.AddColumn(Label, matrix.Label.Task switch
        {
            LearningTask.Binary => BooleanDataViewType.Instance,
            LearningTask.Multiclass => new KeyDataViewType(typeof(uint), matrix.Label.Classes.Count),
            LearningTask.Regression => NumberDataViewType.Single,
            _ => throw matrix.Label.Task.NotKnown(),
        });
        Schema = schema.ToSchema();
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => _matrix.Rows;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(this);

    public DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [new Cursor(this)];

    private sealed class Cursor(MatrixView view) : DataViewRowCursor
    {
        private int _row = -1;

        public override long Position => _row;

        public override long Batch => 0;

        public override DataViewSchema Schema => view.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => true;

        public override bool MoveNext()
        {
            if ((_row & 0xFFF) == 0)
                view._cancellation.ThrowIfCancellationRequested();
            return ++_row < view._matrix.Rows;
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() =>
            (ref DataViewRowId id) => id = new DataViewRowId((ulong)_row, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            var values = view._matrix.Label.Values;
            Delegate getter = (column.Name, view._matrix.Label.Task) switch
            {
                (Features, _) =>
                    (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) => view._write(_row, ref value)),
                (_, LearningTask.Binary) => (ValueGetter<bool>)((ref bool value) => value = values.Span[_row] > 0),
                (_, LearningTask.Multiclass) =>
                    (ValueGetter<uint>)((ref uint value) => value = (uint)values.Span[_row] + 1), // 0 means missing
                (_, LearningTask.Regression) =>
                    (ValueGetter<float>)((ref float value) => value = view._label(values.Span[_row])),
                _ => throw view._matrix.Label.Task.NotKnown(),
            };
            return getter as ValueGetter<TValue>
                ?? throw new InvalidOperationException(
                    $"Column {column.Name} has no values of type {typeof(TValue).Name}.");
        }
    }
}
